/** What a browser needs that a machine may lack. */
export interface BrowserNeeds {
  needs: string;
  /** With `CI=true` on one of these systems, it must not be missing. */
  requiredOn: readonly NodeJS.Platform[];
  /** The command that installs it, by system. */
  fix: Partial<Record<NodeJS.Platform, string>>;
}

export const browserNeeds: Record<'chromium' | 'firefox' | 'webkit', BrowserNeeds> = {
  chromium: {
    needs: 'Chromium, Chrome, or Edge',
    requiredOn: ['linux', 'darwin', 'win32'],
    fix: {
      linux: 'sudo apt-get install chromium',
      darwin: 'brew install --cask google-chrome',
      win32: 'winget install Google.Chrome',
    },
  },
  firefox: {
    needs: 'Firefox',
    requiredOn: ['linux'],
    fix: {
      linux: 'sudo apt-get install firefox-esr',
      darwin: 'brew install --cask firefox',
      win32: 'winget install Mozilla.Firefox',
    },
  },
  webkit: {
    needs: 'WebKitGTK with its driver, and Xvfb',
    requiredOn: ['linux'],
    fix: { linux: 'sudo apt-get install webkit2gtk-driver xvfb' },
  },
};

/** What to do about a browser that is missing on this system. */
export const installationOf = (browser: keyof typeof browserNeeds): string =>
  browserNeeds[browser].fix[process.platform] ?? 'only Linux has it';
