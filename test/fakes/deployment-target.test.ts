import { deploymentTargetContract } from '../contracts/deployment-target.ts';
import { FakeTarget } from './deployment-target.ts';

const servable = (id: string) => ({ id, sourceDigest: 's', imageDigest: 'i', imageUri: null, modelDigest: id });

deploymentTargetContract(
  'the fake',
  async () => {
    const target = new FakeTarget();
    target.comesUp = ({ id }) => id !== 'never';
    return {
      target,
      good: [servable('a'), servable('b')],
      broken: servable('never'),
      prepared: async () => [...target.prepared],
      close: async () => {},
    };
  },
  { compared: 'carried', mirrored: 'carried', sticky: 'carried' },
);
