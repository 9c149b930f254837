import { parseMarkdown } from './markdown.ts';
import type { Page } from './page.ts';

/** A page that is in no file, as JSON. */
export interface PageText extends Omit<Page, 'markdown'> {
  file: string;
  body: string;
}

export const textOf = ({ markdown: { file, body }, ...page }: Page): PageText => ({
  ...page,
  file,
  body,
});

export const pageFrom = ({ file, body, ...page }: PageText): Page => ({
  ...page,
  markdown: parseMarkdown(file, body, 0),
});
