import { readTemplate } from '../../../../core/cost/read-template.ts';
import { type Examination, fail, ok, type Said } from '../../../../core/doctor.ts';
import { describeMachine } from '../definition.ts';
import type { DeployedPatient } from '../patient.ts';
import { isDeployedFrom } from '../template-text.ts';

/** Whether the machines are those of a template that your app synthesized; nothing is said where none was given. */
export const definitions: Examination<DeployedPatient> = {
  about: 'whether the state machines are those of your template, with `--template`',
  actions: ['states:DescribeStateMachine'],
  look: async (patient) => {
    const { template, place } = patient;
    if (!template) return [];
    const all = Object.values(readTemplate(template.text, template.file));
    const said = await Promise.all(
      Object.entries({ ...place.machines }).map(async ([name, arn]): Promise<Said> => {
        const kind = name === 'pullRequest' ? 'pull_request' : name;
        const made = all.find(({ Metadata }) => (Metadata?.signalbox as { machine?: string })?.machine === kind);
        if (!made) return fail(`${template.file} has no machine ${kind}`, "Name the template of the pipeline's stack.");
        const { definition = '' } = await describeMachine(patient, arn);
        if (isDeployedFrom(made.Properties.DefinitionString, definition))
          return ok(`${kind} is as in ${template.file}`);
        return fail(
          `${kind} is another than in ${template.file}`,
          'npx cdk deploy, where the template is what you want.',
        );
      }),
    );
    return said;
  },
};
