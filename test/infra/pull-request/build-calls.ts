import type { Call } from '../../support/iam.ts';
import { asked, images, store } from './template.ts';

const push = [
  'InitiateLayerUpload',
  'UploadLayerPart',
  'CompleteLayerUpload',
  'PutImage',
  'BatchCheckLayerAvailability',
];
const pull = ['BatchGetImage', 'GetDownloadUrlForLayer'];
const ecr = (actions: string[]) => actions.map((action) => asked(`ecr:${action}`, images.theirs));

/** What a command of a buildspec asks AWS for. A command that nobody thought of is an error. */
const commands: Array<[RegExp, (found: RegExpExecArray) => Call[]]> = [
  [/aws s3api put-object .*?--key '([^']+)'/g, ([, key]) => [asked('s3:PutObject', `${store}/${key}`)]],
  [
    /aws s3 cp --recursive --only-show-errors "s3:\/\/\$SIGNALBOX_STORE"\/'([^']+)'/g,
    ([, prefix]) => [
      asked('s3:ListBucket', store, { 's3:prefix': String(prefix) }),
      asked('s3:GetObject', `${store}/${prefix}00000.csv`),
    ],
  ],
  [/aws ecr get-login-password/g, () => [asked('ecr:GetAuthorizationToken', '*')]],
  [
    /(?:aws|ask=\(aws) ecr ((?!get-login-password)[a-z-]+)/g,
    ([, name]) => ecr([String(name).replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())]),
  ],
  [/docker (?:push|buildx)/g, () => ecr([...push, ...pull])],
];

/** All that a buildspec asks AWS for, by its text. */
export function callsOf(buildspec: string): Call[] {
  const found = commands.flatMap(([pattern, calls]) => [...buildspec.matchAll(pattern)].map(calls));
  const known = commands.slice(0, 4).reduce((sum, [pattern]) => sum + [...buildspec.matchAll(pattern)].length, 0);
  expect(known).toBe([...buildspec.matchAll(/\baws (?=s3|ecr|[a-z]+ [a-z])/g)].length);
  return found.flat();
}
