import { clientObject } from './client-object.ts';
import type { Batch, Owner } from './batch.ts';
import type { Kind } from './kind.ts';

/** The window of the add-in. Its errors must be its own: `instanceof` knows only classes of one window. */
export type FrameWindow = Window & typeof globalThis;

/** Everything an add-in's window is given that must be made of that window. */
export class Frame implements Owner {
  readonly window: FrameWindow;
  readonly kinds: Owner['kinds'];
  readonly OfficeError: new (code: string, message: string, location: string) => Error;
  readonly #contexts = new WeakMap<Batch, object>();
  readonly #stops = new Set<() => void>();

  constructor(window: FrameWindow, kinds: Readonly<Record<string, Kind<never>>>) {
    this.window = window;
    this.kinds = kinds;
    this.OfficeError = class extends window.Error {
      readonly code: string;
      readonly debugInfo: object;
      readonly traceMessages: readonly string[] = [];
      readonly innerError = null;
      constructor(code: string, message: string, location: string) {
        super(message);
        this.name = 'RichApi.Error';
        this.code = code;
        this.debugInfo = { code, message, errorLocation: location };
      }
    };
  }

  error(code: string, message: string, location: string): Error {
    return new this.OfficeError(code, message, location);
  }

  notImplemented(member: string): Error {
    return new this.window.Error(`not implemented: ${member}`);
  }

  /** An error of the host as the add-in would see it. */
  translate(fault: unknown): unknown {
    const { message } = fault as Error;
    const [, code, words] = /^([A-Z]\w+): (.*)$/s.exec(message) ?? [];
    if (fault instanceof this.OfficeError || (!code && fault instanceof this.window.Error)) return fault;
    return this.error(code ?? 'GeneralException', words ?? message, '');
  }

  /** Members that are not described throw, on any object. */
  strict<T extends object>(name: string, members: T): T {
    return new Proxy(members, {
      get: (target, key) => {
        if (key in target || typeof key === 'symbol' || key === 'then' || key === 'toJSON')
          return Reflect.get(target, key);
        throw this.notImplemented(`${name}.${key}`);
      },
    });
  }

  /** A value that arrives with `sync`. */
  result(location: string): { object: object; arrive: (value: unknown) => void } {
    let arrived = false;
    let value: unknown;
    const unloaded = () =>
      this.error(
        'ValueNotLoaded',
        'The value of the result object has not been loaded yet. Before reading the value property, call "context.sync()" on the associated request context.',
        location,
      );
    const object = {
      get value() {
        if (!arrived) throw unloaded();
        return value;
      },
    };
    const arrive = (got: unknown) => {
      arrived = true;
      value = got;
    };
    return { object, arrive };
  }

  /** An event of an object: listening begins and ends with `sync`. */
  eventOf(batch: Batch, listen: (fire: (event: object) => void) => () => void): object {
    const handlers = new Map<unknown, () => void>();
    const add = (handler: (event: object) => unknown) => {
      let stop: () => void = () => undefined;
      batch.enqueue(() => {
        const end = listen((event) => {
          this.window.setTimeout(() => void handler(event));
        });
        stop = () => {
          end();
          this.#stops.delete(end);
        };
        this.#stops.add(end);
        handlers.set(handler, stop);
      });
      return {
        context: this.contextOf(batch),
        remove: () => {
          batch.enqueue(() => {
            stop();
          });
        },
      };
    };
    const remove = (handler: unknown) => {
      batch.enqueue(() => handlers.get(handler)?.());
    };
    return { add, remove };
  }

  contextOf(batch: Batch): object {
    const known = this.#contexts.get(batch);
    if (known) return known;
    const context = this.strict('RequestContext', {
      workbook: clientObject(batch, 'Workbook', () => batch.host),
      sync: (passThrough?: unknown) => this.sync(batch, passThrough),
      load: (object: { load: (what?: unknown) => void }, what?: unknown) => {
        object.load(what);
      },
      trackedObjects: { add: () => undefined, remove: () => undefined },
      debugInfo: {},
    });
    this.#contexts.set(batch, context);
    return context;
  }

  sync(batch: Batch, passThrough?: unknown): Promise<unknown> {
    return batch.sync(passThrough).catch((fault: unknown) => {
      throw this.translate(fault);
    });
  }

  /** The window is gone: nothing more is sent to it. */
  dispose(): void {
    for (const stop of this.#stops) stop();
    this.#stops.clear();
  }
}
