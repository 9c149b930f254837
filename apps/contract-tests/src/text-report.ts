import type { Report } from './report.ts';
import type { Verdict } from './verify.ts';

interface Asked {
  /** The contract's file. */
  contract: string;
  /** The files are bodies of responses with this status. */
  response?: number;
}

/** For people: each finding as it comes, where it is and which promise it breaks. */
export function textReport(print: (text: string) => void, asked: Asked): Report {
  let lastPlace: string | undefined;
  return {
    finding({ severity, rule, message, in: { file, entry }, contract }) {
      const place = asked.response === undefined ? `${file}, log.entries[${entry}]` : file;
      if (place !== lastPlace) print(place);
      lastPlace = place;
      print(`  ${severity} ${rule}: ${message}`);
      print(`    ${contract.file}:${contract.line}:${contract.column} ${contract.pointer}`);
    },
    end: (verdict) => print(summary(verdict, asked.contract)),
  };
}

function summary({ checked, outOfScope, errors, warnings }: Verdict, contract: string): string {
  const counts = [
    `${count(checked, 'exchange')} checked`,
    `${outOfScope} out of scope`,
    count(errors, 'error'),
    count(warnings, 'warning'),
  ].join(', ');
  return checked > 0
    ? `${counts}.`
    : `${counts}. Nothing was verified: no answered exchange is of an operation of ${contract}.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
