import type * as astro from 'astro';

/**
 * Variables that Astro prefers to its own settings, and that other programs set too. With `VITEST`,
 * its server serves no page.
 */
const overriding = ['ASSETS_PREFIX', 'BASE_URL', 'DEV', 'MODE', 'PROD', 'SITE', 'SSR', 'VITEST'];

/** Loads Astro so that no variable of the environment changes what it builds, and it sends no request. */
export async function loadAstro(mode: 'production' | 'development'): Promise<typeof astro> {
  for (const name of overriding) delete process.env[name];
  process.env['NODE_ENV'] = mode;
  process.env['ASTRO_TELEMETRY_DISABLED'] = '1';
  process.env['ASTRO_DISABLE_UPDATE_CHECK'] = 'true';
  return import('astro');
}
