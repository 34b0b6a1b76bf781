// The same thread from sources: a thread does not inherit what lets the process read TypeScript.
import { register } from 'tsx/esm/api';

register();
await import('../threads/thread.ts');
