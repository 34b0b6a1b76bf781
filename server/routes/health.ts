import type { Routes } from '../limits/guard.ts';
import type { Store } from '../store/store.ts';
import { onlyMethods } from './answers.ts';

/**
 * GET /health/live: the process answers. GET /health/ready: 200 while it should get requests, with what is degraded and
 * why; 503 from the moment it begins to stop. Without its store it still computes, so that is degraded, not unready.
 */
export function healthRoutes(api: Routes, base: string, store: Store, isStopping: () => boolean): void {
  api
    .route(`${base}/health/live`)
    .get((_req, res) => {
      res.json({ status: 'live' });
    })
    .all(onlyMethods('GET'));

  api
    .route(`${base}/health/ready`)
    .get((_req, res) => {
      const state = store.state();
      const stopping = isStopping();
      res.status(stopping ? 503 : 200).json({
        status: stopping ? 'stopping' : state.up ? 'ready' : 'degraded',
        store: store.kind,
        degraded: state.up ? [] : [{ part: 'store', reason: state.reason }],
      });
    })
    .all(onlyMethods('GET'));
}
