import { glob, readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';

import { anchorsOf, linksOf, parseMarkdown } from '../../src/pages/markdown.ts';

/** A page or a file with the addresses that it contains. */
interface Document {
  addresses: string[];
  anchors: Set<string>;
}

/** Every address in a built site that leads nowhere on it. */
export async function brokenLinks(folder: string, base: string, origin: string): Promise<string[]> {
  const files = new Map<string, Document | undefined>();
  for await (const entry of glob('**/*.*', { cwd: folder })) {
    const name = entry.replaceAll('\\', '/');
    files.set(name, await readDocument(join(folder, name)));
  }
  const broken: string[] = [];
  for (const [name, document] of files) {
    // A host shows this page at any address.
    const place = name === '404.html' ? 'no/such/page' : name.replace(/index\.html$/, '');
    const from = new URL(`${base}${place}`, origin);
    for (const address of document?.addresses ?? []) {
      // Routes of Redoc, which its own tests follow in a browser.
      if (name.endsWith('reference/index.html') && address.startsWith('#/')) continue;
      if (address.startsWith('#')) {
        if (!document?.anchors.has(decodeURIComponent(address.slice(1)))) {
          broken.push(`${name}: ${address}`);
        }
        continue;
      }
      const to = new URL(address, from);
      if (to.origin !== from.origin || !/^https?:$/.test(to.protocol)) continue;
      if (!leadsTo(to, base, files)) broken.push(`${name}: ${address}`);
    }
  }
  return broken;
}

function leadsTo(
  { pathname, hash }: URL,
  base: string,
  files: ReadonlyMap<string, Document | undefined>,
): boolean {
  if (!pathname.startsWith(base)) return false;
  const path = decodeURI(pathname.slice(base.length));
  const name = path === '' || path.endsWith('/') ? posix.join(path, 'index.html') : path;
  if (!files.has(name)) return false;
  const anchor = decodeURIComponent(hash.slice(1));
  return anchor === '' || (files.get(name)?.anchors.has(anchor) ?? true);
}

async function readDocument(path: string): Promise<Document | undefined> {
  if (path.endsWith('.html')) return readHtml(await readFile(path, 'utf8'));
  const isText = /\.(?:md|txt|xml)$/.test(path);
  if (!isText) return undefined;
  const text = await readFile(path, 'utf8');
  if (path.endsWith('.xml')) {
    return { addresses: all(text, /<loc>([^<]*)<\/loc>/g), anchors: new Set() };
  }
  const markdown = parseMarkdown(path, text, 0);
  return { addresses: linksOf(markdown).map(({ url }) => url), anchors: anchorsOf(markdown) };
}

function readHtml(html: string): Document {
  const markup = html.replaceAll(/(<script\b[^>]*>)[\s\S]*?<\/script>|<!--[\s\S]*?-->/g, '$1');
  const addresses = all(markup, /<[^<>]*\s(?:href|src|action|poster)="([^"]*)"/g);
  const images = all(markup, /<meta[^<>]*\sproperty="og:(?:image|url)"[^<>]*\scontent="([^"]*)"/g);
  return {
    addresses: [...addresses, ...images].map((address) => address.replaceAll('&amp;', '&')),
    anchors: new Set(all(markup, /\sid="([^"]*)"/g)),
  };
}

const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found]) => found!);
