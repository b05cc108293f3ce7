/** Puts `text` between the markers `<!-- name -->` and `<!-- end -->` of a page. */
export function withBlock(page: string, name: string, text: string): string {
  const block = new RegExp(`(<!-- ${name} -->\n)[^]*?(<!-- end -->)`);
  if (!block.test(page)) throw new Error(`the page has no <!-- ${name} --> … <!-- end -->`);
  return page.replace(block, (_, open: string, close: string) => `${open}${text}\n${close}`);
}
