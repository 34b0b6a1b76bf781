/** Cells outside the table: measures, terms, checks, one sentence each. */
import type { Locale, Result } from '../../engine/index.ts';
import { cellTexts, formatAmount, formatPercent, say, detailTexts, type Text } from '../../i18n/index.ts';
import type { MappedCell } from '../plan.ts';
import { same } from './arithmetic.ts';
import type { ExplainedInput, Table } from './columns.ts';
import type { Told } from './tier.ts';

export interface ToldMeasure extends Told {
  /** Null where the cell holds a text. */
  readonly value: number | null;
}

type Tell = (
  text: Text,
  params: Record<string, string>,
  value: number | null,
  inputs?: readonly ExplainedInput[],
) => ToldMeasure;

export function tellMeasure(what: MappedCell, label: string, result: Result, table: Table): ToldMeasure {
  const { locale, map } = table;
  const { project } = result;
  const money = (amount: number) => formatAmount(amount, locale);
  const told: Tell = (text, params, value, inputs = []) => ({
    sentences: [say(text, locale, params)],
    value,
    inputs,
  });
  const times = (value: number | null) => (value === null ? '–' : `${formatAmount(value, locale, 2)}x`);
  const paid = money(project.contributed);
  const received = money(project.distributed);
  switch (what) {
    case 'term':
      return {
        sentences: [
          say(cellTexts.term, locale, { label }),
          say(map.live ? cellTexts.termLive : cellTexts.termValues, locale),
        ],
        value: null,
        inputs: [],
      };
    case 'irr':
      return project.irr === null
        ? told(cellTexts.noIrr, {}, null, flowsOf(result, table))
        : told(
            cellTexts.irr,
            { value: formatPercent(project.irr, locale, 2) },
            project.irr,
            flowsOf(result, table),
          );
    case 'classIrr':
      return tellClassIrr(label, result, table, told);
    case 'dpi':
      return told(
        cellTexts.dpi,
        { received, paid, value: times(project.dpi) },
        project.dpi,
        flowsOf(result, table),
      );
    case 'tvpi': {
      const left = money((project.rvpi ?? 0) * project.contributed);
      return told(
        cellTexts.tvpi,
        { received, left, paid, value: times(project.tvpi) },
        project.tvpi,
        flowsOf(result, table),
      );
    }
    case 'payback':
      return project.payback === null
        ? told(cellTexts.neverBack, {}, null, flowsOf(result, table))
        : told(
            cellTexts.payback,
            { value: formatAmount(project.payback, locale, 2) },
            project.payback,
            flowsOf(result, table),
          );
    case 'checks': {
      const passed = result.checks.filter((c) => c.pass).length;
      const inputs = table.range('check', 0, map.periods);
      return map.live
        ? told(cellTexts.checks, {}, null, inputs)
        : told(
            cellTexts.checksRun,
            { passed: String(passed), all: String(result.checks.length) },
            null,
            inputs,
          );
    }
    case 'tiersCheck':
      return told(cellTexts.tiersCheck, {}, 0);
    case 'change':
      return told(cellTexts.change, {}, 0, totalsOf(result, table));
  }
}

/** The class is known by its label, in whichever language the sheet was written. */
function tellClassIrr(label: string, result: Result, { locale, map, range }: Table, told: Tell): ToldMeasure {
  const called = (written: Locale, name: Text) =>
    say(detailTexts.irrOf, written, { party: say(name, written) });
  const party = result.parties.find((p) =>
    (['en', 'zh-CN'] as const).some((written) => called(written, p.name) === label),
  );
  const irr = party?.measures.irr ?? null;
  const inputs = party
    ? [`total>${party.id}`, `in>${party.id}`].flatMap((key) => range(key, 0, map.periods))
    : [];
  if (irr === null) return told(cellTexts.noIrr, {}, null, inputs);
  const params = { who: say(party!.name, locale), value: formatPercent(irr, locale, 2) };
  return told(cellTexts.classIrr, params, irr, inputs);
}

const totalsOf = (result: Result, table: Table): ExplainedInput[] =>
  result.parties.flatMap((p) => table.range(`total>${p.id}`, 0, table.map.periods));

/** The net cash flow where it is all that the parties paid in and received, else what they received. */
function flowsOf(result: Result, table: Table): ExplainedInput[] {
  const whole = result.net.every((net, k) =>
    same(
      net,
      result.parties.reduce((sum, p) => sum + p.received[k]! - p.contributed[k]!, 0),
    ),
  );
  return whole ? table.range('net', 0, table.map.periods) : totalsOf(result, table);
}
