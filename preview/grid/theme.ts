import { defaultTheme, type Theme } from '@univerjs/presets';

/** The grid's accent is the product's teal; its greys follow the pane's surfaces and lines. */
export const theme: Theme = {
  ...defaultTheme,
  primary: {
    50: '#E2F0EF',
    100: '#CDE5E4',
    200: '#A9D2D0',
    300: '#85D6D2',
    400: '#5CC4BF',
    500: '#1F8381',
    600: '#0A6766',
    700: '#084F4E',
    800: '#063E3D',
    900: '#042C2B',
  },
  gray: {
    50: '#F5F6F8',
    100: '#EBEDF0',
    200: '#DDE1E6',
    300: '#B5BDC7',
    400: '#767F8A',
    500: '#535C67',
    600: '#41464D',
    700: '#2A2D31',
    800: '#1F2124',
    900: '#1A1F25',
  },
};
