import { gateNames } from '../../../core/gate.ts';
import { gateSchema } from '../../../core/run-schemas.ts';
import { sha256 } from '../../../core/sha256.ts';
import { layout } from '../../../core/store-layout.ts';
import { readJson } from '../../records/json-object.ts';
import { held, type Verified, type Verifier } from './verified.ts';

/** The record of each gate says what the release says of it. */
export const verifyGates: Verifier = async ({ runId, verdicts }, { store }) => {
  const lines: Verified[] = [];
  for (const told of verdicts) {
    const known = gateNames.find((name) => name === told.gate);
    const key = known && layout.gate(runId, known);
    const [stored, record] = key ? [await store.get(key), await readJson(store, key, gateSchema)] : [];
    const same =
      record?.value.verdict === told.verdict &&
      record.value.sentence === told.sentence &&
      (told.record === undefined || (stored && sha256(stored.bytes) === told.record));
    const fail = record ? 'its record is another one than the release names' : 'its record is not in the store';
    lines.push(held('gate', told.gate, same === true, { pass: `${told.verdict}: ${told.sentence}`, fail }));
  }
  return lines;
};
