import type { Reflection } from 'typedoc';
import {
  MarkdownTheme,
  MarkdownThemeContext,
  type MarkdownPageEvent,
} from 'typedoc-plugin-markdown';

/** Leaves out what each page says once at its top, and where a member of a class is inherited from. */
class ApiContext extends MarkdownThemeContext {
  constructor(...settings: ConstructorParameters<typeof MarkdownThemeContext>) {
    super(...settings);
    this.partials = { ...this.partials, sources: () => '', inheritance: () => '' };
  }
}

export class ApiTheme extends MarkdownTheme {
  override getRenderContext(page: MarkdownPageEvent<Reflection>): MarkdownThemeContext {
    return new ApiContext(this, page, this.application.options);
  }
}
