/** What Excel makes of a text that is entered into a cell: numbers, percentages, dates, logical values. */

const months = 'jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec';
const DAY = 86_400_000;
const thisYear = (): number => new Date().getFullYear();

/** Days from 1900 as Excel counts them; null where there is no such day. */
function serial(year: number, month: number, day: number): number | null {
  const full = year < 30 ? 2000 + year : year < 100 ? 1900 + year : year;
  const date = new Date(Date.UTC(full, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.getTime() / DAY + 25_569 : null;
}

const monthOf = (name: string): number => months.split('|').indexOf(name.slice(0, 3).toLowerCase()) + 1;

function dateOf(text: string): number | null {
  const iso = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?( .*)?$/.exec(text);
  if (iso) return serial(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const short = /^(\d{1,2})[-/](\d{1,2})(?:[-/](\d{2}|\d{4}))?$/.exec(text);
  if (short) return serial(short[3] ? Number(short[3]) : thisYear(), Number(short[1]), Number(short[2]));
  const named = new RegExp(`^(?:(\\d{1,2})[- ])?(${months})[a-z]*[-, ]*(\\d{1,4})?$`, 'i').exec(text);
  if (!named || (!named[1] && !named[3])) return null;
  const [, day, name = '', rest] = named;
  if (!day && rest && Number(rest) < 32) return serial(thisYear(), monthOf(name), Number(rest));
  return serial(rest ? Number(rest) : thisYear(), monthOf(name), day ? Number(day) : 1);
}

/** The digits that a Chinese keyboard gives read as any others. */
const halfWidth = (text: string): string =>
  text.replace(/[！-～]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/** The format that a cell without one takes on with a text that is a date or a percentage; null where it takes none. */
export function typedFormat(given: string): string | null {
  const text = halfWidth(given).trim();
  if (typeof typedText(given) !== 'number') return null;
  if (text.includes('%')) return text.includes('.') ? '0.00%' : '0%';
  return dateOf(text) === null ? null : 'yyyy-mm-dd';
}

export function typedText(given: string): string | number | boolean {
  const text = halfWidth(given).trim();
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  const [, open, sign, number, percent, close] =
    /^(\()?([-+]?[$¥€£]?)((?:\d{1,3}(?:,\d{3})+|\d+)?\.?\d*(?:e[-+]?\d+)?)\s*(%)?(\))?$/i.exec(text) ?? [];
  if (number && /\d/.test(number) && Boolean(open) === Boolean(close)) {
    const value = Number(number.replaceAll(',', '')) / (percent ? 100 : 1);
    if (Number.isFinite(value)) return open || sign?.startsWith('-') ? -value : value;
  }
  const time = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  if (time) return (Number(time[1]) * 3600 + Number(time[2]) * 60 + Number(time[3] ?? 0)) / 86_400;
  return dateOf(text) ?? given;
}
