import { local } from '../deployed/template.ts';
import { arn, asked, passes, type Rule } from './rule.ts';

export const lambda: Rule = ({ operation, input }, deployed) => {
  // AWS has no resource for it.
  if (operation === 'ListEventSourceMappings') return [asked(`lambda:${operation}`, '*')];
  const { FunctionName, Qualifier, Name, Role, Code, ImageUri, FunctionVersion } = input;
  const qualifier = Qualifier ?? (/^(Get|Update|Delete)Alias$/.test(operation) ? Name : undefined);
  const resource = arn('lambda', `function:${FunctionName}${qualifier === undefined ? '' : `:${qualifier}`}`);
  const action = `lambda:${operation === 'Invoke' ? 'InvokeFunction' : operation}`;
  const image: string | undefined = ImageUri ?? Code?.ImageUri;
  // Lambda looks whether the caller may read the image.
  const reads = image === undefined ? [] : ['ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
  return [
    asked(action, resource, FunctionVersion === undefined ? undefined : { 'lambda:FunctionVersion': FunctionVersion }),
    ...passes(Role === undefined ? undefined : local(Role), 'lambda'),
    ...reads.map((read) => asked(read, repositoryOf(String(image), deployed.ofType('AWS::ECR::Repository')))),
  ];

  function repositoryOf(uri: string, all: Array<[string, Record<string, unknown>]>): string {
    const name = uri.slice(uri.indexOf('/') + 1).replace(/@.*$/, '');
    const found = all.find(([id, { RepositoryName }]) => [id, RepositoryName].includes(name));
    if (!found) throw new Error(`${uri} lies in no repository of the template`);
    return deployed.resolver.arnOf(found[0]);
  }
};
