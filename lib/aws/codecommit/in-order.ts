/** What `work` makes of each item, in the items' order, with at most `width` under way; stops starting more once one fails. */
export async function* inOrder<Item, Made>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<Made>,
): AsyncGenerator<Made> {
  const underWay: Array<Promise<Made>> = [];
  let next = 0;
  try {
    for (;;) {
      for (; underWay.length < width && next < items.length; next += 1) {
        const made = work(items[next] as Item);
        // It may fail before its turn comes, when nobody listens to it yet.
        made.catch(() => {});
        underWay.push(made);
      }
      const first = underWay.shift();
      if (first === undefined) return;
      yield await first;
    }
  } finally {
    // Whoever stops listening leaves some under way; their failures are nobody's any more.
    await Promise.allSettled(underWay);
  }
}
