import type { Finding } from '@batch-status/conformance';

/** A place in a file of the repository. */
export interface AnnotatedPlace {
  file: string;
  /** Absent if the whole file is meant. */
  line?: number;
  column?: number;
}

/**
 * Where to show a finding: in the contract, or in the recording if the contract was installed. A
 * repository does not have the files of its dependencies, and would not show an annotation there.
 *
 * @returns `undefined` if neither file is of the repository.
 */
export function annotatedPlace({ contract, in: { file } }: Finding): AnnotatedPlace | undefined {
  if (!isInstalled(contract.file)) {
    return { file: contract.file, line: contract.line, column: contract.column };
  }
  return isInstalled(file) ? undefined : { file };
}

/** Whether a file is of an installed package. */
export function isInstalled(file: string): boolean {
  return file.split(/[\\/]/).includes('node_modules');
}
