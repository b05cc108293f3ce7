import { acceptOf, column, mostly, oneOf, text, texts } from '../arguments.ts';
import { defineExpectation, type Expectation, type Surroundings } from '../expectation.ts';

export const regex = one('regex', 'expect_column_values_to_match_regex', false);
export const notRegex = one('regex', 'expect_column_values_to_not_match_regex', true);
export const like = one('like_pattern', 'expect_column_values_to_match_like_pattern', false);
export const notLike = one('like_pattern', 'expect_column_values_to_not_match_like_pattern', true);

type Key = 'regex' | 'like_pattern';

function one(key: Key, name: string, negate: boolean): Expectation {
  return defineExpectation({
    name,
    args: { ...column, ...mostly, ...only(key, text) },
    meaning: (given, surroundings) => ({
      kind: 'pattern',
      columns: [given.column],
      args: { pattern: spelled(key, given[key]), negate, dialect: dialectOf(key, surroundings) },
      ...acceptOf(given),
    }),
  });
}

const matchOn = {
  match_on: oneOf('any', 'all')
    .nullish()
    .transform((given) => given ?? 'any'),
};

export const regexList = several('regex', 'expect_column_values_to_match_regex_list', matchOn);
export const notRegexList = several('regex', 'expect_column_values_to_not_match_regex_list');
export const likeList = several('like_pattern', 'expect_column_values_to_match_like_pattern_list', matchOn);
export const notLikeList = several('like_pattern', 'expect_column_values_to_not_match_like_pattern_list');

/** Without `match_on` no pattern of the list may match. */
function several(key: Key, name: string, match?: typeof matchOn): Expectation {
  const list = `${key}_list` as const;
  return defineExpectation({
    name,
    args: { ...column, ...mostly, ...only(list, texts), ...match },
    meaning: (given, surroundings) => ({
      kind: 'patterns',
      columns: [given.column],
      args: {
        patterns: given[list].map((pattern) => spelled(key, pattern)),
        match: given.match_on ?? 'any',
        negate: match === undefined,
        dialect: dialectOf(key, surroundings),
      },
      ...acceptOf(given),
    }),
  });
}

/** One argument under a name of the caller's. */
function only<Name extends string, Schema>(name: Name, schema: Schema) {
  return { [name]: schema } as Record<Name, Schema>;
}

/** An empty expression is found in every text. */
function spelled(key: Key, pattern: string): string {
  return key === 'regex' && pattern === '' ? '(?:)' : pattern;
}

function dialectOf(key: Key, { like }: Surroundings): string {
  return key === 'regex' ? 'python' : like;
}
