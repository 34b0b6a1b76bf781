/**
 * The custom functions: thin wrappers that read ranges, call the engine and turn faults into cell errors. functions.json is
 * made from their comments, file by file; zh-CN descriptions stand in functions.zh-CN.json.
 */
export * from './returns.ts';
export * from './market.ts';
export * from './deals.ts';
