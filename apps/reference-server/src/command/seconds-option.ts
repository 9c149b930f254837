import { seconds } from '@batch-status/command/option-parsers';
import { Option } from 'commander';

/** An option in seconds whose value is in milliseconds. */
export const secondsOption = (flags: string, description: string, byDefault: number): Option =>
  new Option(flags, description).argParser(seconds).default(byDefault * 1000, String(byDefault));
