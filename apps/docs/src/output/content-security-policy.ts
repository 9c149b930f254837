import { createHash } from 'node:crypto';

const inlineScripts = /<script\b((?:[^>"']|"[^"]*"|'[^']*')*)>([\s\S]*?)<\/script>/gi;

/**
 * The policy of a page: scripts of the site, and the inline scripts that the page has now. Inline
 * styles are allowed, because highlighted code and Redoc have some.
 */
export function contentSecurityPolicy(html: string): string {
  const sources = new Set<string>();
  for (const [, attributes = '', script = ''] of html.matchAll(inlineScripts)) {
    const isFile = /\ssrc\s*=/i.test(attributes);
    sources.add(
      isFile ? "'self'" : `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
    );
  }
  // The search compiles WebAssembly, and loads its index.
  const hasSearch = html.includes('<site-search');
  if (hasSearch) sources.add("'wasm-unsafe-eval'");
  return [
    "default-src 'none'",
    ...(sources.size > 0 ? [`script-src ${[...sources].join(' ')}`] : []),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    ...(hasSearch ? ["connect-src 'self'", "worker-src 'self'"] : []),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/**
 * Puts the policy into the head of a page, before everything that it applies to.
 *
 * @throws an error if the page has no head, or an inline handler, which no policy here allows.
 */
export function withPolicy(html: string): string {
  const [handler] = /<\w[^<>]*\son\w+\s*=\s*["'][^<>]*>/i.exec(withoutScripts(html)) ?? [];
  if (handler) throw new Error(`The policy forbids the handler in ${handler.slice(0, 200)}`);
  const meta = `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(html)}">`;
  const result = html.replace(
    /<head>(?:\s*<meta charset="?utf-8"?\s*\/?>)?/i,
    (head) => head + meta,
  );
  if (result === html) throw new Error('The page has no head, so it can have no policy.');
  return result;
}

const withoutScripts = (html: string): string => html.replaceAll(inlineScripts, '');
