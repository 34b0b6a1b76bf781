/** Flows as their author would write them: what parses to them again, what is usual left out. */
import { isoOf } from '../dates.ts';
import type { Flow, Flows } from '../flows.ts';

type Json = Record<string, unknown>;
interface When {
  readonly period: number;
  readonly date?: number;
}

/** JSON that `parseFlows` reads as these flows. */
export function flowsJson(flows: Flows): Json {
  const { timeline, contributions, cash, nav, fees, deals, closings, paid } = flows;
  const { unit, periods, dates } = timeline;
  return {
    timeline:
      unit === 'date'
        ? { dates: dates!.map(isoOf) }
        : { unit, periods, ...(dates ? { start: isoOf(dates[0]!) } : {}) },
    contributions: contributions.map(({ class: of, accruesFrom, ...flow }) => ({
      ...flowJson(flow),
      ...(of === undefined ? {} : { class: of }),
      ...(accruesFrom ? { accruesFrom: whenJson(accruesFrom) } : {}),
    })),
    cash: cash.map(({ pot, deal, ...flow }) => ({
      ...flowJson(flow),
      pot,
      ...(deal === undefined ? {} : { deal }),
    })),
    ...(nav.length ? { nav: nav.map(flowJson) } : {}),
    ...(fees
      ? {
          fees: {
            commitment: fees.commitment,
            schedule: fees.schedule.map((step) => ({ ...step, from: whenJson(step.from) })),
            offset: fees.offset.map(flowJson),
            ...(fees.cap ? { cap: fees.cap } : {}),
          },
        }
      : {}),
    ...(deals
      ? {
          deals: deals.map(({ period, date, writeDowns, ...deal }) => ({
            ...deal,
            at: whenJson({ period, ...(date === undefined ? {} : { date }) }),
            writeDowns: writeDowns.map(flowJson),
          })),
        }
      : {}),
    ...(closings
      ? {
          closings: closings.map(({ period, date, ...joins }) => ({
            ...joins,
            at: whenJson({ period, ...(date === undefined ? {} : { date }) }),
          })),
        }
      : {}),
    ...(paid ? { paid: paid.map(({ party, ...flow }) => ({ ...flowJson(flow), party })) } : {}),
  };
}

const whenJson = ({ period, date }: When): number | string => (date === undefined ? period : isoOf(date));
const flowJson = (flow: Flow): Json => ({ at: whenJson(flow), amount: flow.amount });
