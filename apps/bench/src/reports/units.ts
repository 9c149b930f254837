/** How a report prints a number. Results name formats, so that a report needs no code of a section. */
const formats = {
  plain: (value) => value.toString(),
  whole: (value) => value.toFixed(0),
  tenths: (value) => value.toFixed(1),
  hundredths: (value) => value.toFixed(2),
  /** Seconds of milliseconds, kilobytes of bytes. */
  thousands: (value) => (value / 1000).toFixed(1),
  percent: (value) => `${(value * 100).toFixed(0)} %`,
  /** Two decimals below ten, where whole numbers would hide differences. */
  significant: (value) => value.toFixed(value < 10 ? 2 : 0),
} satisfies Record<string, (value: number) => string>;

export type Format = keyof typeof formats;

export const formatted = (value: number, format: Format): string => formats[format](value);

export interface Unit {
  name: string;
  format: Format;
}

export const withUnit = (value: number, { name, format }: Unit): string =>
  name === '' ? formatted(value, format) : `${formatted(value, format)} ${name}`;

export const microseconds: Unit = { name: 'µs', format: 'whole' };
export const milliseconds: Unit = { name: 'ms', format: 'whole' };
/** Of values in milliseconds. */
export const seconds: Unit = { name: 's', format: 'thousands' };
export const perSecond: Unit = { name: '/s', format: 'whole' };
export const bytes: Unit = { name: 'B', format: 'whole' };
/** Of values in bytes. */
export const kilobytes: Unit = { name: 'kB', format: 'thousands' };
export const megabytes: Unit = { name: 'MB', format: 'whole' };
