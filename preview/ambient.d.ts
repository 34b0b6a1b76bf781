declare module '*.css';

/** The little of React the floating elements need; its types are no dependency of this package. */
declare module 'react' {
  export function createElement(type: string, props: object): unknown;
  export function useEffect(effect: () => void | (() => void), dependencies: readonly unknown[]): void;
  export function useRef<T>(initial: T | null): { readonly current: T | null };
}
