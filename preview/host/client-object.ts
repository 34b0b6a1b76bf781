import { bytesOf, type Batch } from './batch.ts';
import type { Kind, KindOf, Listen, Reach } from './kind.ts';
import { pathsOf } from './load-paths.ts';
import { noUndo } from './workbook-host.ts';

/** What stands behind an object of the add-in. */
interface State {
  readonly batch: Batch;
  readonly kind: Kind<unknown>;
  target: unknown;
  missing: boolean;
  readonly loaded: Map<string, unknown>;
  readonly children: Map<string, object>;
}

const states = new WeakMap<object, State>();

/** The target behind an object of the add-in, for members that take one as an argument. */
export function targetOf<T>(object: unknown): T {
  const state = typeof object === 'object' && object !== null ? states.get(object) : undefined;
  if (!state) throw new Error('InvalidArgument: an object of the workbook is expected');
  return state.target as T;
}

export const isClientObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && states.has(value);

/** An object whose properties are read only after `load` and `sync`, and whose writes and calls wait for `sync`. */
export function clientObject(batch: Batch, kindOf: KindOf, resolve: () => unknown, orNull = false): object {
  const kind = typeof kindOf === 'string' ? batch.owner.kinds[kindOf]! : kindOf();
  const state: State = {
    batch,
    kind: kind as Kind<unknown>,
    target: undefined,
    missing: false,
    loaded: new Map(),
    children: new Map(),
  };
  const proxy: object = new Proxy(
    {},
    {
      get: (_, name) =>
        typeof name === 'symbol' || name === 'then' ? undefined : member(state, name, proxy),
      set: (_, name, value) => {
        assign(state, String(name), value);
        return true;
      },
      has: (_, name) => typeof name === 'string' && describes(state.kind, name),
    },
  );
  states.set(proxy, state);
  batch.enqueue(() => {
    state.target = resolve();
    if (state.target !== null && state.target !== undefined) return;
    state.missing = true;
    if (!orNull) throw batch.owner.error('ItemNotFound', "The requested resource doesn't exist.", kind.name);
  });
  return proxy;
}

function describes(
  { properties, children, objects, methods, events, items }: Kind<unknown>,
  name: string,
): boolean {
  return (
    [properties, children, objects, methods, events].some((group) => group && name in group) ||
    (name === 'items' && Boolean(items))
  );
}

function member(state: State, name: string, self: object): unknown {
  const { properties, children, objects, methods, events, items } = state.kind;
  if (properties?.[name] || (name === 'items' && items)) return loaded(state, name);
  if (children?.[name]) return childOf(state, name);
  if (objects?.[name]) return (...args: never[]) => reach(state, name, objects[name]!, args);
  if (methods?.[name]) return (...args: never[]) => call(state, name, methods[name]!, args);
  if (events?.[name]) return eventOf(state, events[name]);
  switch (name) {
    case 'isNullObject':
      return state.missing;
    case 'context':
      return state.batch.owner.contextOf(state.batch);
    case 'load':
      return (what?: unknown) => {
        state.batch.enqueue(() => {
          if (!state.missing) read(state, pathsOf(what));
        });
        return self;
      };
    case 'set':
      return (values: Record<string, unknown>) => {
        for (const [key, value] of Object.entries(values)) assign(state, key, value);
      };
    case 'toJSON':
      return () => Object.fromEntries(state.loaded);
    case 'track':
    case 'untrack':
      return () => self;
    default:
      throw state.batch.owner.notImplemented(`${state.kind.name}.${name}`);
  }
}

function assign(state: State, name: string, value: unknown): void {
  const { batch, kind } = state;
  const property = kind.properties?.[name];
  if (property?.set) {
    state.loaded.set(name, value);
    batch.enqueue(() => {
      if (state.missing) return;
      refuseUndo(state, name);
      return property.set!(state.target, value as never, batch.host);
    }, bytesOf(value));
  } else if (kind.children?.[name] && typeof value === 'object' && value !== null) {
    const child = states.get(childOf(state, name))!;
    for (const [key, inner] of Object.entries(value)) assign(child, key, inner);
  } else throw batch.owner.notImplemented(`${kind.name}.${name} =`);
}

function loaded({ batch, kind, loaded: values }: State, name: string): unknown {
  if (values.has(name)) return values.get(name);
  throw batch.owner.error(
    'PropertyNotLoaded',
    `The property '${name}' is not available. Before reading the property's value, call the load method on the containing object and call "context.sync()" on the associated request context.`,
    `${kind.name}.${name}`,
  );
}

function childOf(state: State, name: string): object {
  const known = state.children.get(name);
  if (known) return known;
  const { kind, at } = state.kind.children![name]!;
  const child = clientObject(
    state.batch,
    kind,
    () => (state.missing ? null : at(state.target, state.batch.host)),
    true,
  );
  state.children.set(name, child);
  return child;
}

function reach(state: State, name: string, { kind, at, orNull }: Reach<unknown>, args: never[]): object {
  const { batch } = state;
  return clientObject(
    batch,
    kind,
    () => {
      if (state.missing) return null;
      refuseUndo(state, name);
      return at(state.target, batch.host, ...args);
    },
    orNull ?? false,
  );
}

function call(
  state: State,
  name: string,
  method: NonNullable<Kind<unknown>['methods']>[string],
  args: never[],
): object {
  const { batch, kind } = state;
  const result = batch.owner.result(kind.name);
  batch.enqueue(() => {
    if (state.missing) throw batch.owner.error('InvalidObjectPath', 'The object does not exist.', kind.name);
    refuseUndo(state, name);
    const answer = method(state.target, batch.host, ...args);
    if (!(answer instanceof Promise)) return result.arrive(answer);
    return answer.then(result.arrive);
  }, bytesOf(args));
  return result.object;
}

function refuseUndo({ batch, kind }: State, name: string): void {
  if (batch.host.undoGroup && kind.withoutUndo?.includes(name)) throw noUndo();
}

function eventOf(state: State, listen: Listen<unknown>): object {
  const { batch } = state;
  return batch.owner.eventOf(batch, (fire) => listen(state.target, batch.host, fire));
}

function read(state: State, paths: readonly string[]): void {
  const { batch, kind, target } = state;
  const { properties, children, items } = kind;
  const asked = paths.length ? paths : Object.keys(properties ?? {}).filter((name) => properties![name]!.get);
  const ofItems: string[] = [];
  for (const path of asked) {
    const [first = '', ...rest] = path.split('/');
    const get = properties?.[first]?.get;
    if (get) {
      const value = get(target, batch.host);
      batch.answer(value);
      state.loaded.set(first, value);
    } else if (children?.[first]) readChild(state, first, rest);
    else if (items) ofItems.push(first === 'items' ? rest.join('/') : path);
    else if (first !== 'isNullObject') throw batch.owner.notImplemented(`${kind.name}.${first}`);
  }
  if (items && (ofItems.length || !paths.length)) readItems(state, ofItems.filter(Boolean));
}

function readChild(state: State, name: string, rest: readonly string[]): void {
  const child = states.get(childOf(state, name))!;
  child.target = state.kind.children![name]!.at(state.target, state.batch.host);
  read(child, rest.length ? [rest.join('/')] : []);
}

/** `items/name` and plain `name` both load the names of a collection's members. */
function readItems(state: State, paths: readonly string[]): void {
  const { kind, of } = state.kind.items!;
  state.loaded.set(
    'items',
    of(state.target, state.batch.host).map((target) => {
      const item = clientObject(state.batch, kind, () => target);
      const itemState = states.get(item)!;
      itemState.target = target;
      read(itemState, paths);
      return item;
    }),
  );
}
