import { addressOf } from '../address.ts';
import { targetOf } from '../client-object.ts';
import type { Kind, Property } from '../kind.ts';
import { checkFooter } from '../limits.ts';
import type { Place } from '../../grid/index.ts';
import type { WorkbookHost } from '../workbook-host.ts';

/** The grid does not print: the set-up is remembered with its sheet, so that it can be read back. */
function bag(host: WorkbookHost, sheet: string, group: string): Record<string, unknown> {
  const layout = host.layouts.get(sheet) ?? {};
  host.layouts.set(sheet, layout);
  return (layout[group] ??= {});
}

function refuseWithoutPrinter({ excel }: WorkbookHost): void {
  if (!excel.printer)
    throw new Error('GeneralException: There was an internal error while processing the request.');
}

const stored = (group: string, name: string, value: unknown): Property<string> => ({
  get: (sheet, host) => bag(host, sheet, group)[name] ?? value,
  set: (sheet, given, host) => {
    refuseWithoutPrinter(host);
    bag(host, sheet, group)[name] = given;
  },
});

const storedAll = (group: string, values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, stored(group, name, value)]));

const places = ['leftHeader', 'centerHeader', 'rightHeader', 'leftFooter', 'centerFooter', 'rightFooter'];
const allOf = (part: string) => places.filter((name) => name.endsWith(part));

/** What stands in one part, with a bound on its three parts together. */
function footerPart(name: string): Property<string> {
  const { get, set } = stored('headersFooters', name, '');
  return {
    get: get!,
    set: (sheet, text: string, host) => {
      const kept = bag(host, sheet, 'headersFooters');
      const line = name.endsWith('Footer') ? allOf('Footer') : allOf('Header');
      checkFooter(line.map((one) => (one === name ? text : String(kept[one] ?? ''))));
      set!(sheet, text as never, host);
    },
  };
}

const allPages: Kind<string> = {
  name: 'HeaderFooter',
  properties: Object.fromEntries(places.map((name) => [name, footerPart(name)])),
};
const headersFooters: Kind<string> = {
  name: 'HeaderFooterGroup',
  properties: storedAll('headersFootersGroup', {
    state: 'Default',
    useSheetMargins: true,
    useSheetScale: true,
  }),
  children: { defaultForAllPages: { kind: () => allPages as Kind<never>, at: (sheet) => sheet } },
};

const area = (name: string) => (sheet: string, host: WorkbookHost, given: unknown) => {
  const place = typeof given === 'string' ? host.place(given, sheet) : targetOf<Place>(given);
  refuseWithoutPrinter(host);
  bag(host, sheet, 'page')[name] = addressOf(place.rect);
};

export const pageLayoutKind: Kind<string> = {
  name: 'PageLayout',
  properties: storedAll('page', {
    orientation: 'Portrait',
    paperSize: 'A4',
    zoom: { scale: 100 },
    centerHorizontally: false,
    centerVertically: false,
    printGridlines: false,
    printHeadings: false,
    blackAndWhite: false,
    draftMode: false,
    printOrder: 'DownThenOver',
    leftMargin: 50.4,
    rightMargin: 50.4,
    topMargin: 54,
    bottomMargin: 54,
    headerMargin: 21.6,
    footerMargin: 21.6,
  }),
  children: { headersFooters: { kind: () => headersFooters as Kind<never>, at: (sheet) => sheet } },
  methods: {
    setPrintArea: area('printArea'),
    setPrintTitleRows: area('printTitleRows'),
    setPrintTitleColumns: area('printTitleColumns'),
    setPrintMargins: (sheet, host, _unit: string, margins: object) => {
      Object.assign(bag(host, sheet, 'page'), margins);
    },
  },
};
