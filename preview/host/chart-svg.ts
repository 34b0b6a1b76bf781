/** A chart to draw: numbers and colours, nothing of the workbook. */
export interface ChartPicture {
  readonly title: string;
  readonly legend: boolean;
  readonly stacked: boolean;
  /** Width of the gap between columns, in percent of a column. */
  readonly gap: number;
  readonly categories: readonly string[];
  readonly series: readonly SeriesPicture[];
}

export interface SeriesPicture {
  readonly name: string;
  readonly values: readonly (number | null)[];
  readonly line: boolean;
  /** Null draws nothing: the invisible foot of a waterfall's bar. */
  readonly fill: string | null;
  readonly stroke: string | null;
  readonly labels: boolean;
  readonly dashed: boolean;
  /** Points larger than usual, and the series' name at them. */
  readonly ring: boolean;
  readonly named: boolean;
  /** What single bars or points have of their own. */
  readonly points: ReadonlyMap<number, PointPicture>;
}

interface PointPicture {
  readonly fill?: string | undefined;
  readonly stroke?: string | undefined;
  readonly label?: string;
}

const escape = (text: string) =>
  text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]!);
const amount = (value: number) =>
  value.toLocaleString('en-US', { maximumFractionDigits: Math.abs(value) < 10 ? 2 : 0 }).replace('-', '−');
const seen = ({ fill, stroke }: SeriesPicture) => fill !== null || stroke !== null;

/** Round steps, at most four lines between the ends. */
export function ticks(low: number, high: number): number[] {
  const span = high - low || Math.abs(high) || 1;
  const rough = span / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10]
    .map((factor) => factor * power)
    .find((size) => size >= rough - 1e-9 * size)!;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

interface Bar {
  readonly series: SeriesPicture;
  readonly category: number;
  readonly from: number;
  readonly to: number;
}

function bars({ series, stacked, categories }: ChartPicture): Bar[] {
  const up = categories.map(() => 0);
  const down = categories.map(() => 0);
  return series
    .filter(({ line }) => !line)
    .flatMap((one) =>
      one.values.slice(0, categories.length).map((value, category) => {
        const height = value ?? 0;
        if (!stacked) return { series: one, category, from: 0, to: height };
        const heights = height < 0 ? down : up;
        const from = heights[category]!;
        heights[category] = from + height;
        return { series: one, category, from, to: from + height };
      }),
    );
}

export function chartSvg(picture: ChartPicture, width: number, height: number): string {
  const { series, categories, stacked, title } = picture;
  const drawn = bars(picture);
  const lines = series.filter(({ line }) => line);
  const numbers = [
    0,
    ...drawn.flatMap(({ from, to }) => [from, to]),
    ...lines.flatMap(({ values }) => values.filter((v) => v !== null)),
  ];
  // A chart of fifty classes has more numbers than a call takes.
  const marks = ticks(
    numbers.reduce((a, b) => Math.min(a, b)),
    numbers.reduce((a, b) => Math.max(a, b)),
  );
  const [low, high] = [marks[0]!, marks.at(-1)!];
  const key = picture.legend ? legend(series, title ? 46 : 24, width) : { parts: [], lines: 0 };
  const top = 12 + (title ? 24 : 0) + 22 * key.lines + (series.some(({ labels }) => labels) ? 14 : 0);
  const left = 16 + Math.max(...marks.map((mark) => amount(mark).length)) * 6.5;
  const right = width - 14;
  const slot = (right - left) / Math.max(1, categories.length);
  const widest = Math.max(0, ...categories.map(textWidth));
  // Names that would run into each other lean over.
  const tilted = categories.length < 20 && widest > slot - 4;
  const bottom = height - (tilted ? 22 + Math.min(70, widest * 0.6) : 30);
  const y = (value: number) => bottom - ((value - low) / (high - low || 1)) * (bottom - top);
  const clusters = stacked ? 1 : Math.max(1, series.filter(({ line }) => !line).length);
  const bar = slot / (clusters + picture.gap / 100);
  const middle = (category: number) => left + slot * (category + 0.5);

  const parts: string[] = [];
  if (title) parts.push(`<text x="14" y="26" class="title">${escape(title)}</text>`);
  parts.push(...key.parts);
  for (const mark of marks)
    parts.push(
      `<line x1="${left}" x2="${right}" y1="${y(mark)}" y2="${y(mark)}" class="${mark === 0 ? 'zero' : 'rule'}"/>`,
      `<text x="${left - 8}" y="${y(mark) + 4}" text-anchor="end">${amount(mark)}</text>`,
    );
  const every = tilted ? 1 : Math.max(1, Math.ceil((categories.length * 34) / (right - left)));
  categories.forEach((name, i) => {
    if (i % every !== 0) return;
    const place = tilted
      ? `transform="translate(${middle(i) + 4} ${bottom + 14}) rotate(-35)" text-anchor="end"`
      : `x="${middle(i)}" y="${height - 12}" text-anchor="middle"`;
    parts.push(`<text ${place}>${escape(name)}</text>`);
  });
  const columns = series.filter(({ line }) => !line);
  for (const { series: one, category, from, to } of drawn) {
    if (!seen(one) || from === to) continue;
    const own = one.points.get(category);
    const x = middle(category) - (bar * clusters) / 2 + (stacked ? 0 : bar * columns.indexOf(one));
    const [upper, lower] = [Math.min(y(from), y(to)), Math.max(y(from), y(to))];
    parts.push(
      `<rect x="${x}" y="${upper}" width="${bar}" height="${lower - upper}" fill="${escape(own?.fill ?? one.fill ?? 'none')}" stroke="${escape(own?.stroke ?? one.stroke ?? 'none')}"><title>${escape(`${one.name} ${categories[category] ?? ''}: ${amount(to - from)}`)}</title></rect>`,
    );
    if (one.labels)
      parts.push(
        `<text x="${x + bar / 2}" y="${upper - 5}" text-anchor="middle" class="value">${amount(to - from)}</text>`,
      );
  }
  for (const one of lines) parts.push(...(seen(one) ? [line(one, middle, y)] : []), ...texts(one, middle, y));
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escape(title)}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${parts.join('')}</svg>`;
}

/** Rough width of a text in pixels: Chinese signs are square. */
const textWidth = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? 12 : 6.6), 0);

/** One entry a series, on as many lines as the width needs. */
function legend(
  series: readonly SeriesPicture[],
  top: number,
  width: number,
): { parts: string[]; lines: number } {
  let x = 14;
  let lines = 1;
  const parts = series.filter(seen).map((one) => {
    const room = (one.line ? 24 : 15) + textWidth(one.name) + 16;
    if (x > 14 && x + room > width) {
      x = 14;
      lines++;
    }
    const y = top + 22 * (lines - 1);
    const colour = escape(one.fill ?? one.stroke ?? 'none');
    const mark = one.line
      ? `<line x1="${x}" x2="${x + 18}" y1="${y - 4}" y2="${y - 4}" stroke="${colour}" stroke-width="2"/><circle cx="${x + 9}" cy="${y - 4}" r="3" class="point" stroke="${colour}"/>`
      : `<rect x="${x}" y="${y - 9}" width="10" height="10" fill="${escape(one.fill ?? 'none')}" stroke="${escape(one.stroke ?? 'none')}"/>`;
    const entry = `${mark}<text x="${x + (one.line ? 24 : 15)}" y="${y}">${escape(one.name)}</text>`;
    x += room;
    return entry;
  });
  return { parts, lines };
}

/** Texts at the points of a line: of cells, or the name of the series. */
function texts(one: SeriesPicture, x: (category: number) => number, y: (value: number) => number): string[] {
  if (!one.labels) return [];
  return one.values.flatMap((value, i) => {
    const text = one.named ? one.name : (one.points.get(i)?.label ?? '');
    if (value === null || text === '') return [];
    const place = one.named
      ? `x="${x(i)}" y="${y(value) + 20}" text-anchor="middle"`
      : `x="${x(i)}" y="${y(value) - 6}" text-anchor="middle"`;
    return [`<text ${place} class="value">${escape(text)}</text>`];
  });
}

function line(one: SeriesPicture, x: (category: number) => number, y: (value: number) => number): string {
  const colour = escape(one.stroke ?? one.fill ?? 'currentColor');
  const points = one.values.flatMap((value, i) => (value === null ? [] : [{ x: x(i), y: y(value), value }]));
  return [
    `<polyline points="${points.map((point) => `${point.x},${point.y}`).join(' ')}" fill="none" stroke="${colour}" ${one.dashed ? 'stroke-width="1" stroke-dasharray="2 2"' : 'stroke-width="1.5"'}/>`,
    ...(one.dashed ? [] : points).map(
      (point) =>
        `<circle cx="${point.x}" cy="${point.y}" r="${one.ring ? 6 : 3.5}" class="point" stroke="${colour}"><title>${escape(one.name)}: ${amount(point.value)}</title></circle>`,
    ),
  ].join('');
}
