import { escapeHtml, html } from './html.ts';

export interface TextPageOptions {
  title: string;
  /** The contents of `text.css`. */
  style: string;
  icon: string;
  markdown: string;
}

/** The contract as a page without a script. */
export function textPage({ title, style, icon, markdown }: TextPageOptions): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escapeHtml(title)} as text</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="Every operation, property, response, and rule of the ${escapeHtml(title)} API, without a script.">
<link rel="icon" href="${icon}">
<link rel="alternate" type="text/markdown" href="../text.md">
<style>
body {
  margin: 0;
  background: var(--ground);
}
${style}</style>
</head>
<body>
<div class="contract-text">
<nav aria-label="Site">
<a href="../../">Guides</a> · <a href="../">Interactive reference</a> · <a href="../text.md">Markdown</a>
</nav>
<main data-pagefind-body>
${html(markdown, { lower: 0, hasIds: true })}</main>
</div>
</body>
</html>
`;
}
