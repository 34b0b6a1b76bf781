import fc from 'fast-check';

// The same cases every time; SEED=... draws others.
fc.configureGlobal({ seed: Number(process.env.SEED ?? 20261121) });
