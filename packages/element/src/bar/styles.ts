/**
 * The styles of a bar and of the colored mark before a count. A bar is an element of the class
 * `batch-bar` with a child for each segment, and a mark is an element of the class `batch-mark`. Each
 * of them also has the class of its segment, such as `batch-completed`. A segment without calls must
 * be `hidden`, and the width of another one is its `percent`.
 *
 * The colors are those of Okabe and Ito, which people with any kind of color blindness can tell apart.
 * They are visible on light and dark pages. To change them, set the custom properties
 * `--batch-completed`, `--batch-failed`, `--batch-active`, `--batch-waiting`, and
 * `--batch-unaccounted`. Failed calls are hatched. With forced colors, the colors are those of the
 * system.
 */
export const barStyles: string = `
.batch-bar{display:flex;gap:1px;height:.75em}
.batch-bar,.batch-mark::before{border:1px solid gray}
.batch-mark::before{content:"";display:inline-block;padding:.3em}
.batch-bar>*,.batch-mark::before{min-width:3px;background:var(--batch-fill,var(--batch-unaccounted));forced-color-adjust:none}
.batch-completed{--batch-fill:var(--batch-completed,#0072b2)}
.batch-failed{--batch-fill:repeating-linear-gradient(45deg,#0000 0 4px,Canvas 0 6px)var(--batch-failed,#d55e00)}
.batch-active{--batch-fill:var(--batch-active,#e69f00)}
.batch-waiting{--batch-fill:var(--batch-waiting,#8884)}
@media(forced-colors:active){.batch-bar>*,.batch-mark{--batch-completed:Highlight;--batch-failed:CanvasText;--batch-active:CanvasText;--batch-waiting:GrayText;--batch-unaccounted:Canvas}}
`;
