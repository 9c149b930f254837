import { Argument } from 'commander';

export function recordingsArgument(): Argument {
  return new Argument(
    '<files...>',
    'recordings (HAR, NDJSON, or a zip of Playwright; gzip is allowed), or globs',
  );
}
