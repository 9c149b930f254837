const own = ["'self'", "'none'", 'data:'];

/** What each directive may allow. Scripts may also have hashes. */
const allowed: Record<string, readonly string[]> = {
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'style-src': [...own, "'unsafe-inline'"],
  'img-src': own,
  'font-src': own,
  'connect-src': ["'self'"],
  'worker-src': ["'self'", 'blob:'],
  'base-uri': ["'none'", "'self'"],
  'form-action': ["'none'"],
};

/** What is wrong with the content security policy of a page. */
export function policyFaults(html: string): string[] {
  const [meta, policy = ''] =
    /<meta\s+http-equiv="Content-Security-Policy"\s+content="([^"]*)"/i.exec(html) ?? [];
  if (meta === undefined) return ['There is no policy.'];
  const faults: string[] = [];
  const before = html.slice(0, html.indexOf(meta));
  if (!/<head[ >]/.test(before) || /<\/head>/.test(before)) faults.push('It is not in the head.');
  if (/<(?:script|style|link)\b/i.test(before)) faults.push('It comes after what it applies to.');
  const directives = policy.split(';').map((text) => text.trim().split(/\s+/));
  if (!directives.some(([name]) => name === 'default-src')) faults.push('default-src is missing.');
  const hasSearch = html.includes('<site-search');
  for (const [name = '', ...sources] of directives) {
    for (const source of sources) {
      const isHash = name === 'script-src' && /^'sha256-[\w+/]{43}='$/.test(source);
      if (isHash || allowed[name]?.includes(source)) continue;
      faults.push(`${name} allows ${source}.`);
    }
    if (sources.includes("'wasm-unsafe-eval'") && !hasSearch) {
      faults.push(`${name} allows 'wasm-unsafe-eval' on a page without search.`);
    }
  }
  return faults;
}
