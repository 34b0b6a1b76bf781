/** A reader's process with a fault of its own. */
process.on('message', () =>
  process.send!({ ok: false, refusal: 'INTERNAL', error: 'TypeError', at: ['at readFlows (read.ts:1:2)'] }),
);
process.on('disconnect', () => process.exit());
