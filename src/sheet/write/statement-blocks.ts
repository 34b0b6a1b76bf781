/** The blocks around the table of a statement: four figures above it, the way from the fund's cash and the conventions below. */
import { total, type PartyResult, type Text } from '../../engine/index.ts';
import { conventionText, say } from '../../i18n/index.ts';
import { statementTexts as texts } from '../../i18n/statement.ts';
import { cellAddress } from '../grid.ts';
import { FORMATS, plain } from './canvas.ts';
import { INK } from './colors.ts';
import { carryKeys, investorsOf } from './statement-figures.ts';
import { orDash, percent, sentence, TILES, type Statement } from './statement-place.ts';
import { textWidth } from './widths.ts';

export function tiles(statement: Statement): void {
  const { canvas, about, party, result, source, columns, totalRow, clawbackRow, receivedAt, share, word } =
    statement;
  const { measures } = party;
  const { locale } = about;
  const paidIn = cellAddress(totalRow, 1);
  const received = cellAddress(totalRow, receivedAt);
  const after = result.clawback?.after.find((a) => a.party === party.id)?.measures;
  const own = after ?? measures;
  const irrCell = source.cell(about.linked?.map.links?.irr[party.id]);
  const irr = irrCell ?? (own.irr === null ? '"–"' : orDash(source.ofRun(String(own.irr))));
  const all = source.paidIn(party.id, party.contributed, 0, result.timeline.periods);
  const hasFees = total(result.fees) > 0;
  const before = beforeCarry(statement, hasFees);
  const realised = own.tvpi !== null && own.dpi !== null && Math.abs(own.tvpi - own.dpi) < 1e-9;
  const claw = clawbackRow === null ? null : cellAddress(clawbackRow, receivedAt);
  const basis: readonly (readonly [label: Text, figure: string, lines: readonly string[]])[] = [
    [
      texts.contributed,
      `FIXED(${paidIn},2)`,
      [sentence(texts.partOf[locale], { part: percent(share), all: `FIXED(${all},2)` })],
    ],
    [
      texts.received,
      `FIXED(${received},2)`,
      claw === null
        ? [fromTiers(statement)]
        : [
            `IFERROR(FIXED(${received}-N(${claw}),2),"–")`,
            sentence(texts.andClawback[locale], {
              clawback: `IF(ISNUMBER(${claw}),FIXED(${claw},2),"–")`,
            }),
          ],
    ],
    [
      texts.netIrr,
      `IF(ISNUMBER(${irr}),FIXED(100*N(${irr}),2)&"${locale === 'en' ? ' %' : '%'}","–")`,
      [before ?? `"${word(hasFees ? texts.netOfBoth : texts.netOfCarry)}"`],
    ],
    [
      realised ? texts.netMultiple : texts.netDpi,
      `IFERROR(FIXED(${received}/${paidIn},2)&"x","–")`,
      [`"${word(realised ? texts.allRealised : texts.withoutValue)}"`],
    ],
  ];
  basis.forEach(([label, figure, lines], i) => {
    const c = Math.floor((i * columns) / 4);
    canvas.put(TILES, c, word(label), { color: INK.muted });
    canvas.put(TILES + 1, c, `=${figure}`, { bold: true, size: 16 });
    lines.forEach((line, l) => canvas.put(TILES + 2 + l, c, `=${line}`, { color: INK.muted, size: 9 }));
  });
  const edge = { style: 'thin', color: INK.rule } as const;
  canvas.style(TILES, 0, 4, columns, { borders: { top: edge, bottom: edge } });
}

/** What it was received for, where the names of the tiers fit below the figure. */
function fromTiers({ tiers, about, word }: Statement): string {
  const names = tiers.map((t) => t.name).join(about.locale === 'en' ? ', ' : '、');
  const said = textWidth(names) > TILE ? word(texts.fromTiers, { n: String(tiers.length) }) : names;
  return `"${said.replaceAll('"', '""')}"`;
}

/** Digits below a figure, in the smaller type of its basis. */
const TILE = 26;

/** The rate before carry, where a cell or the run tells it. */
function beforeCarry({ about, party, result, source, carryAt }: Statement, hasFees: boolean): string | null {
  const gross = party.gross?.irr ?? null;
  if (gross === null || hasFees || carryAt === null) return null;
  const same = result.project.irr !== null && Math.abs(gross - result.project.irr) < 1e-9;
  const cell = same ? source.cell(about.linked?.map.links?.projectIrr) : null;
  if (source.linked && cell === null) return null;
  const rate = cell === null ? percent(String(gross)) : `IF(ISNUMBER(${cell}),${percent(`N(${cell})`)},"–")`;
  return sentence(texts.beforeCarry[about.locale], { rate });
}

/** A party's part of what some paid in, as a formula. */
export function partOf({ source, party, result }: Statement, of: readonly PartyResult[]): string {
  const paidIn = (p: PartyResult) => source.paidIn(p.id, p.contributed, 0, result.timeline.periods);
  const all = of.map(paidIn).join('+') || '0';
  return source.linked
    ? `IF(${all}=0,0,(${paidIn(party)})/(${all}))`
    : String(party.measures.contributed / total(of.map((p) => p.measures.contributed)) || 0);
}

/** From all cash to what the investor has, each step a line. */
export function fromTheFund(statement: Statement, top: number): number {
  const { canvas, about, result, source, receivedAt, totalRow, share, word } = statement;
  const { parties, timeline, clawback } = result;
  const all = (keys: readonly string[], values: readonly number[]) =>
    source.sum(keys, values, 0, timeline.periods);
  const gp = parties.find((p) => p.id === 'gp')!;
  const investors = investorsOf(result);
  const others = parties.filter((p) => p !== gp && !investors.includes(p));
  const back = (id: string) => {
    const cell = source.cell(about.linked?.map.links?.clawback[id]);
    const value = clawback
      ? clawback.after.find((a) => a.party === id)!.measures.distributed -
        total(parties.find((p) => p.id === id)!.received)
      : 0;
    return cell ? `+IF(ISNUMBER(${cell}),${cell},NA())` : value ? `+${value < 0 ? `(${value})` : value}` : '';
  };
  const totalOf = (p: PartyResult) => `${all([`total>${p.id}`], p.received)}${back(p.id)}`;
  const carry = `${all(carryKeys(result), result.carry)}${back('gp')}`;
  const own = result.carry.map((c, k) => gp.received[k]! - c);
  const held = total(result.cash) - total(result.fees) - total(parties.map((p) => total(p.received)));
  const isMoney = (amount: number) => Math.abs(amount) > 0.005;
  const cash = source.cash(result);
  const received = parties.map((p) => all([`total>${p.id}`], p.received)).join('-');
  const hasFees = source.linked?.map.columns.includes('fees') ?? true;
  const fees = hasFees ? all(['fees'], result.fees) : '0';
  const less: readonly (readonly [Text, string, boolean])[] = [
    [texts.lessFees, fees, isMoney(total(result.fees))],
    [texts.lessHeld, source.linked ? `${cash}-(${fees})-${received}` : String(held), isMoney(held)],
    [texts.lessCarry, carry, true],
    [texts.lessOwn, `${totalOf(gp)}-(${carry})`, isMoney(total(own))],
    [
      texts.lessOthers,
      others.map(totalOf).join('+') || '0',
      isMoney(total(others.map((p) => total(p.received)))),
    ],
  ];
  const steps = less.filter(([, , shown]) => shown);
  const amountAt = Math.min(2, receivedAt);
  canvas.put(top, 0, word(texts.fromTheFund), { bold: true });
  const last = top + 2 + steps.length;
  canvas.put(top + 1, 0, word(texts.fundCash));
  canvas.put(top + 1, amountAt, `=${cash}`);
  steps.forEach(([text, formula], i) => {
    canvas.put(top + 2 + i, 0, word(text));
    canvas.put(top + 2 + i, amountAt, `=${orDash(`-(${formula})`)}`);
  });
  canvas.put(last, 0, word(texts.toAll));
  canvas.put(last, amountAt, `=${orDash(investors.map(totalOf).join('+'))}`);
  canvas.put(
    last + 1,
    0,
    `=${sentence(texts.yours[about.locale], { part: percent(`${partOf(statement, investors)}*${share}`) })}`,
  );
  canvas.put(last + 1, amountAt, `=${cellAddress(totalRow, receivedAt)}`);
  canvas.style(top + 1, amountAt, last - top + 1, 1, { numberFormat: FORMATS.amount, align: 'right' });
  canvas.style(top + 1, 0, last - top, amountAt + 1, {
    borders: { insideHorizontal: { style: 'thin', color: INK.line } },
  });
  canvas.style(last, 0, 2, amountAt + 1, { bold: true });
  return last + 2;
}

export function howComputed({ canvas, about, result, source, word }: Statement, top: number): number {
  canvas.put(top, 0, word(texts.howComputed), { bold: true });
  const order = [...new Set(result.tiers.map((t) => say(t.name, about.locale)))].join(' → ');
  const hasFees = total(result.fees) > 0;
  const lines = [
    { topic: word(texts.order), text: order },
    ...result.conventions
      .filter((c) => !(c.topic === 'base' && c.choice === 'unreturned'))
      .map((c) => conventionText(c, about.locale)),
    { topic: word(texts.fees), text: word(hasFees ? texts.feesIn : texts.feesOut) },
    {
      topic: word(texts.figures),
      text: source.linked ? word(texts.linked, { sheet: source.linked.sheet }) : word(texts.values),
    },
  ];
  lines.forEach(({ topic, text }, i) => {
    canvas.put(top + 1 + i, 0, plain(topic), { color: INK.muted });
    canvas.put(top + 1 + i, 1, plain(text));
  });
  const passed = String(result.checks.filter((c) => c.pass).length);
  const end = top + 1 + lines.length;
  canvas.put(end, 0, word(texts.checks, { passed, all: String(result.checks.length) }), { color: INK.muted });
  return end + 1;
}
