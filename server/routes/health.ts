import type { Storage } from '../files/storage.ts';
import type { Routes } from '../limits/route-limits.ts';
import type { Store } from '../store/store.ts';
import { onlyMethods } from '../http/responses.ts';

/**
 * GET /health/live: the process answers. GET /health/ready: 200 while it should get requests, with what is degraded and
 * why; 503 from the moment it begins to stop. Without its store or its disk it still computes, so that is degraded, not
 * unready.
 */
export function healthRoutes(
  api: Routes,
  base: string,
  { store, storage, isStopping }: { store: Store; storage: Storage; isStopping: () => boolean },
): void {
  api
    .route(`${base}/health/live`)
    .get((_req, res) => {
      res.json({ status: 'live' });
    })
    .all(onlyMethods('GET'));

  api
    .route(`${base}/health/ready`)
    .get(async (_req, res) => {
      const state = store.state();
      const fault = await storage.fault();
      const stopping = isStopping();
      const degraded = [
        ...(state.up ? [] : [{ part: 'store', reason: state.reason }]),
        ...(fault === undefined ? [] : [{ part: 'files', reason: fault }]),
      ];
      res.status(stopping ? 503 : 200).json({
        status: stopping ? 'stopping' : degraded.length ? 'degraded' : 'ready',
        store: store.kind,
        degraded,
      });
    })
    .all(onlyMethods('GET'));
}
