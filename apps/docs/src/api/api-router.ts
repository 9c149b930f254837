import { ReflectionKind, type Reflection } from 'typedoc';
import { MemberRouter } from 'typedoc-plugin-markdown';

/** Puts the page of a name below that of its entry, such as `fetch/createRawClient.md`. */
export class ApiRouter extends MemberRouter {
  override getIdealBaseName(reflection: Reflection): string {
    if (reflection.kindOf(ReflectionKind.Module)) return reflection.name.replace(/^@[^/]+\//, '');
    return `${this.getIdealBaseName(reflection.parent!)}/${reflection.name}`;
  }
}
