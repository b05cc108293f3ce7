import { layout } from '../../../lib/core/store-layout.ts';
import { Builder, buildspecOf, policy, run } from './builder.ts';

let builder: Builder;
beforeEach(() => {
  builder = new Builder();
});
afterEach(() => builder.remove());

const train = (command: string, given: Record<string, unknown> = {}) =>
  buildspecOf(policy({ training: { timeLimitSeconds: 300, run: command, ...given } }), 'train');

test('the same model files give the same archive, and hyperparameters arrive as text', () => {
  const writes = train('echo weights > /opt/ml/model/b; echo w > /opt/ml/model/a', {
    hyperparameters: { text: 'plain', number: 0.5 },
  });
  const archive = () => {
    expect(builder.build(writes).status).toBe(0);
    return builder.stored(layout.trainedModel(run.runId));
  };
  expect(archive()).toBe(archive());
  const written = builder.read('ml/input/config/hyperparameters.json');
  expect(JSON.parse(written)).toEqual({ text: 'plain', number: '0.5' });
});

test('training that fails, hangs or writes nothing ends the build with its reason', () => {
  const reasonOf = (command: string) => {
    const { status } = builder.build(train(command));
    return [status, builder.stored(layout.log(run.runId, 'train-failure'))];
  };
  expect(reasonOf('echo no memory; exit 9')).toEqual([1, 'training ended with exit code 9: no memory\n']);
  expect(reasonOf('true')).toEqual([1, expect.stringMatching(/^training wrote no file to .*\/model\n$/)]);
  builder.standIn('timeout', 'exit 124');
  expect(reasonOf('sleep 5')).toEqual([1, 'training was stopped: it may take 300 s\n']);
});
