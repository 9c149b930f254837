import { startOfTests } from '../start-of-tests.ts';
import { byName } from './by-name.ts';
import { refusedAtFirst, type Respond } from './respond.ts';

/** Texts of `Retry-After` by the names of their faults. The response is dated `startOfTests`. */
const texts = {
  zero: '0',
  two: '2',
  padded: '  3  ',
  'leading-zeros': '0004',
  fraction: '2.5',
  exponent: '1e1',
  plus: '+2',
  hexadecimal: '0x2',
  unit: '2s',
  list: '2, 3',
  infinity: 'Infinity',
  'date-in-five-seconds': 'Tue, 06 Nov 2029 08:49:42 GMT',
  'date-of-now': 'Tue, 06 Nov 2029 08:49:37 GMT',
  'date-in-the-past': 'Tue, 06 Nov 2018 08:49:37 GMT',
  'date-with-the-wrong-day-of-the-week': 'Mon, 06 Nov 2029 08:49:42 GMT',
  'date-that-does-not-exist': 'Sat, 31 Nov 2029 08:49:42 GMT',
  'time-that-does-not-exist': 'Tue, 06 Nov 2029 08:61:42 GMT',
  'date-in-iso-8601': '2029-11-06T08:49:42Z',
  'date-in-another-zone': 'Tue, 06 Nov 2029 08:49:42 EST',
  'rfc-850-in-five-seconds': 'Tuesday, 06-Nov-29 08:49:42 GMT',
  'rfc-850-in-forty-years': 'Wednesday, 06-Nov-69 08:49:37 GMT',
  'rfc-850-of-the-last-century': 'Sunday, 06-Nov-94 08:49:37 GMT',
  'asctime-in-five-seconds': 'Tue Nov  6 08:49:42 2029',
} as const;

type Name = keyof typeof texts;

/** Refuses the first request with 503 and a `Retry-After`. */
const refusedWith =
  (text: string): Respond =>
  (response, nth, request) => {
    response.setHeader('date', new Date(startOfTests).toUTCString());
    refusedAtFirst(1, 503, { 'retry-after': text })(response, nth, request);
  };

export const retryAfterFaults = {
  ...byName(
    Object.keys(texts) as Name[],
    (name) => `retry-after-${name}` as const,
    (name) => refusedWith(texts[name]),
  ),
  /** The server's clock is an hour behind. */
  'retry-after-by-another-clock': (response, nth, request) => {
    response.setHeader('date', 'Tue, 06 Nov 2029 07:49:37 GMT');
    const retryAfter = 'Tue, 06 Nov 2029 07:49:42 GMT';
    refusedAtFirst(1, 503, { 'retry-after': retryAfter })(response, nth, request);
  },
  'retry-after-without-date': (response, nth, request) => {
    response.sendDate = false;
    const retryAfter = 'Tue, 06 Nov 2029 08:49:42 GMT';
    refusedAtFirst(1, 503, { 'retry-after': retryAfter })(response, nth, request);
  },
  'retry-after-leap-second': (response, nth, request) => {
    response.setHeader('date', 'Sat, 31 Dec 2016 23:59:57 GMT');
    const retryAfter = 'Sat, 31 Dec 2016 23:59:60 GMT';
    refusedAtFirst(1, 503, { 'retry-after': retryAfter })(response, nth, request);
  },
} satisfies Record<string, Respond>;
