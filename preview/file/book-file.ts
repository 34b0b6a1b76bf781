/** Where the open workbook comes from. */
export type BookFile =
  | { readonly kind: 'sample'; readonly sample: string }
  | {
      readonly kind: 'file';
      /** Without its extension. */
      readonly name: string;
      /** When it was opened, in epoch ms. */
      readonly at: number;
    };
