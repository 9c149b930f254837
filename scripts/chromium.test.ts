import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chromiumPlaces, findChromium } from './chromium.ts';

test('on Linux, searches the PATH for the browser', () => {
  const places = chromiumPlaces('linux', { PATH: '/opt/bin::/usr/bin' });
  expect(places.slice(0, 2)).toEqual(['/usr/bin/chromium', '/opt/bin/chromium']);
  expect(places).toContain('/opt/bin/google-chrome-stable');
  expect(new Set(places).size).toBe(places.length);
});

test('on macOS, searches the applications of the system and of the user', () => {
  const places = chromiumPlaces('darwin', { HOME: '/Users/me' });
  expect(places[0]).toBe('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
  expect(places).toContain(
    '/Users/me/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  );
});

test('on Windows, searches the programs of the system and of the user', () => {
  const places = chromiumPlaces('win32', {
    ProgramFiles: 'C:\\Program Files',
    'ProgramFiles(x86)': 'C:\\Program Files (x86)',
    LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local',
  });
  expect(places[0]).toBe('C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe');
  expect(places).toContain('C:\\Users\\me\\AppData\\Local\\Chromium\\Application\\chrome.exe');
  expect(places).toContain('C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe');
});

test('CHROMIUM takes precedence, even if the file that it names does not exist', () => {
  expect(findChromium({ CHROMIUM: process.execPath })).toBe(process.execPath);
  const missing = join(tmpdir(), 'no-such-browser');
  expect(findChromium({ ...process.env, CHROMIUM: missing })).toBeUndefined();
});
