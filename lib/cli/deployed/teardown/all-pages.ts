/** Everything of a list that comes in pages. */
export async function allPages<T>(
  page: (token: string | undefined) => Promise<{ found: T[] | undefined; next: string | undefined }>,
): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { found = [], next } = await page(token);
    all.push(...found);
    token = next;
  } while (token !== undefined);
  return all;
}
