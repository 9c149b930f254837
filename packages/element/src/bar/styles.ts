/**
 * The styles of a bar and of the colored mark before a count. A bar is an element of the class
 * `batch-bar` with a child for each segment, and a mark is an element of the class `batch-mark`. Each
 * of them also has the class of its segment, such as `batch-completed`. A segment without calls must
 * be `hidden`, and the width of another one is its `percent`.
 *
 * The colors are those of Okabe and Ito, which people with any kind of color blindness can tell apart,
 * for light or dark by `color-scheme`. Set the custom properties `--batch-completed`, `--batch-failed`,
 * `--batch-active`, `--batch-waiting`, and `--batch-unaccounted` to other ones, and `--batch-bar-size`
 * to the height of the bar. Failed calls are hatched. With forced colors, the colors are those of the
 * system.
 */
export const barStyles: string = `
.batch-bar{display:flex;gap:1px;block-size:var(--batch-bar-size,.75em);overflow:hidden;box-sizing:border-box;border:1px solid color-mix(in srgb,currentColor 55%,transparent);border-radius:.25em}
.batch-bar>*{min-inline-size:3px;background:var(--batch-fill)}
.batch-bar>[hidden]{display:none}
.batch-mark::before{content:"";display:inline-block;inline-size:.7em;block-size:.7em;box-sizing:border-box;border:1px solid color-mix(in srgb,currentColor 55%,transparent);background:var(--batch-fill)}
.batch-completed{--batch-fill:var(--batch-completed,light-dark(#0072b2,#56b4e9))}
.batch-failed{--batch-line:var(--batch-failed,#d55e00);--batch-fill:repeating-linear-gradient(45deg,var(--batch-line) 0 4px,color-mix(in srgb,var(--batch-line),Canvas 60%) 4px 6px)}
.batch-active{--batch-fill:var(--batch-active,light-dark(#e69f00,#f0e442))}
.batch-waiting{--batch-fill:var(--batch-waiting,color-mix(in srgb,currentColor 22%,transparent))}
.batch-unaccounted{--batch-fill:var(--batch-unaccounted,transparent)}
@media (prefers-reduced-motion:no-preference){.batch-bar>*{transition:inline-size .3s}}
@media (forced-colors:active){.batch-bar>*,.batch-mark::before{forced-color-adjust:none}.batch-completed{--batch-fill:Highlight}.batch-failed{--batch-fill:repeating-linear-gradient(45deg,CanvasText 0 2px,Canvas 2px 5px)}.batch-active{--batch-fill:CanvasText}.batch-waiting{--batch-fill:GrayText}.batch-unaccounted{--batch-fill:Canvas}}
`;
