import { seconds } from '@batch-status/command/option-parsers';
import { InvalidArgumentError } from 'commander';
import { faultOf } from '../board/batch-id.ts';
import { longestStaleness, shortestStaleness } from '../board/limits.ts';
import { basePath } from '../http/base-path.ts';

/** Collects batch ids. */
export function batchIdList(batchId: string, previous: string[] = []): string[] {
  const fault = faultOf(batchId);
  if (fault !== undefined) throw new InvalidArgumentError(fault);
  return [...previous, batchId];
}

/** Parses the path below which the page is reached. */
export function base(text: string): string {
  const path = basePath(text);
  if (path !== undefined) return path;
  throw new InvalidArgumentError(
    'It must be a path of letters, digits, and any of - . _ ~, such as /dashboard.',
  );
}

/** Parses the origin at which viewers reach the dashboard. */
export function publicUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isOrigin = url && /^https?:$/.test(url.protocol) && url.pathname === '/' && !url.search;
  if (isOrigin && !url.username && !url.password && !url.hash) return url;
  throw new InvalidArgumentError(
    'It must be a URL without a path, such as https://dashboard.example.com; --base has the path.',
  );
}

/** Parses seconds, and returns milliseconds. */
export function staleness(text: string): number {
  const ms = seconds(text);
  if (ms >= shortestStaleness && ms <= longestStaleness) return ms;
  throw new InvalidArgumentError('It must be a number of seconds from 1 to 86400.');
}

/** Parses the name of a header. */
export function headerName(text: string): string {
  if (/^[\w-]+$/.test(text)) return text;
  throw new InvalidArgumentError('It must be the name of a header, such as X-Forwarded-User.');
}
