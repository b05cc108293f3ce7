import type { Call } from '../../support/iam.ts';

/** ARNs of what a build works on. */
export interface BuildPlace {
  store: string;
  images: string;
}

const asked = (action: string, resource: string, context?: Record<string, string>): Call => ({
  action,
  resource,
  ...(context ? { context } : {}),
});
const put = (store: string, key: string) =>
  asked('s3:PutObject', `${store}/${key}`, { 's3:ObjectCreationOperation': 'true' });

const push = [
  'InitiateLayerUpload',
  'UploadLayerPart',
  'CompleteLayerUpload',
  'PutImage',
  'BatchCheckLayerAvailability',
];
const pull = ['BatchGetImage', 'GetDownloadUrlForLayer'];
const ecr = (actions: string[], images: string) => actions.map((action) => asked(`ecr:${action}`, images));

/** What a command of a buildspec asks AWS for. A command that nobody thought of is an error. */
const commands: Array<[RegExp, (found: RegExpExecArray, place: BuildPlace) => Call[]]> = [
  [/aws s3api put-object .*?--key '([^']+)'/g, ([, key], { store }) => [put(store, String(key))]],
  [
    /aws s3 cp --recursive --only-show-errors "s3:\/\/\$SIGNALBOX_STORE"\/'([^']+)'/g,
    ([, prefix], { store }) => [
      asked('s3:ListBucket', store, { 's3:prefix': String(prefix) }),
      asked('s3:GetObject', `${store}/${prefix}00000.csv`),
    ],
  ],
  // A shell function, whose calls say what it keeps.
  [/^ *keep\(\) \{ aws s3api put-object/gm, () => []],
  [/aws ecr get-login-password/g, () => [asked('ecr:GetAuthorizationToken', '*')]],
  [
    /(?:aws|ask=\(aws) ecr ((?!get-login-password)[a-z-]+)/g,
    ([, name], { images }) =>
      ecr([String(name).replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())], images),
  ],
  [
    /^ *keep "([^"]+)"/gm,
    ([, key], { store }) => [put(store, String(key).replace(/\$\{digest[^}]*\}/, '1'.repeat(64)))],
  ],
  [/docker (?:push|buildx)/g, (_, { images }) => ecr([...push, ...pull], images)],
];

/** All that a buildspec asks AWS for, by its text. */
export function callsOf(buildspec: string, place: BuildPlace): Call[] {
  const found = commands.flatMap(([pattern, calls]) =>
    [...buildspec.matchAll(pattern)].map((one) => ({ text: one[0], calls: calls(one, place) })),
  );
  for (const [line] of buildspec.matchAll(/^.*\baws (?:s3|ecr|[a-z]+ [a-z]).*$/gm)) {
    if (!found.some(({ text }) => line.includes(text))) throw new Error(`nobody thought of the command ${line}`);
  }
  return found.flatMap(({ calls }) => calls);
}
