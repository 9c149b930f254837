import { existsSync } from 'node:fs';
import { posix, win32 } from 'node:path';

type Environment = Record<string, string | undefined>;

/** Where each system keeps the browsers that are Chromium, the best first. */
export function chromiumPlaces(platform: NodeJS.Platform, env: Environment): string[] {
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
      ['/Applications', ...(env['HOME'] ? [`${env['HOME']}/Applications`] : [])].map(
        (folder) => `${folder}/${name}.app/Contents/MacOS/${name}`,
      ),
    );
  }
  if (platform === 'win32') {
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']];
    const programs = [
      ['Google', 'Chrome', 'Application', 'chrome.exe'],
      ['Chromium', 'Application', 'chrome.exe'],
      ['Microsoft', 'Edge', 'Application', 'msedge.exe'],
    ];
    return programs.flatMap((program) =>
      roots.flatMap((root) => (root ? [win32.join(root, ...program)] : [])),
    );
  }
  const folders = new Set(['/usr/bin', ...(env['PATH'] ?? '').split(':').filter(Boolean)]);
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return names.flatMap((name) => [...folders].map((folder) => posix.join(folder, name)));
}

/** The browser that `CHROMIUM` names, or else one that is installed. */
export function findChromium(env: Environment = process.env): string | undefined {
  const { CHROMIUM: named } = env;
  const places = named ? [named] : chromiumPlaces(process.platform, env);
  return places.find((place) => existsSync(place));
}
