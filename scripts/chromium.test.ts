import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chromiumPlaces, findChromium } from './chromium.ts';

test('on Linux, the browser is looked for in the search path', () => {
  const places = chromiumPlaces('linux', { PATH: '/opt/bin::/usr/bin' });
  expect(places.slice(0, 2)).toEqual(['/usr/bin/chromium', '/opt/bin/chromium']);
  expect(places).toContain('/opt/bin/google-chrome-stable');
  expect(new Set(places).size).toBe(places.length);
});

test('on macOS, it is an application, of the system or of the user', () => {
  const places = chromiumPlaces('darwin', { HOME: '/Users/me' });
  expect(places[0]).toBe('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
  expect(places).toContain(
    '/Users/me/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  );
});

test('on Windows, it is a program, of the system or of the user', () => {
  const places = chromiumPlaces('win32', {
    ProgramFiles: 'C:\\Program Files',
    'ProgramFiles(x86)': 'C:\\Program Files (x86)',
    LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local',
  });
  expect(places[0]).toBe('C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe');
  expect(places).toContain('C:\\Users\\me\\AppData\\Local\\Chromium\\Application\\chrome.exe');
  expect(places).toContain('C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe');
});

test('what CHROMIUM names wins, and no other is taken where it does not exist', () => {
  expect(findChromium({ CHROMIUM: process.execPath })).toBe(process.execPath);
  const missing = join(tmpdir(), 'no-such-browser');
  expect(findChromium({ ...process.env, CHROMIUM: missing })).toBeUndefined();
});
