import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configuredSigner, fileSigner } from '../../lib/local/signer.ts';
import { ed25519Pem } from '../support/ed25519.ts';

const folder = mkdtempSync(join(tmpdir(), 'signalbox-signer-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const hash = 'ab'.repeat(32);

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

test('what a key signed it verifies, and nothing else', async () => {
  const signer = fileSigner(file('a.pem', ed25519Pem()));
  const signature = await signer.sign(hash);
  expect(signature).toMatchObject({ algorithm: 'ed25519', keyId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) });
  expect(await signer.verify(hash, signature)).toBe(true);
  expect(await signer.verify('cd'.repeat(32), signature)).toBe(false);
  expect(await signer.verify(hash, { ...signature, signature: 'AAAA' })).toBe(false);
  expect(await fileSigner(file('b.pem', ed25519Pem())).verify(hash, signature)).toBeUndefined();
});

test('the public key alone verifies, and cannot sign', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const both = fileSigner(file('both.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()));
  const half = fileSigner(file('half.pem', publicKey.export({ type: 'spki', format: 'pem' }).toString()));
  expect(await half.verify(hash, await both.sign(hash))).toBe(true);
  await expect(half.sign(hash)).rejects.toMatchObject({ code: 'signing-key-invalid' });
});

test('a file that is no such key is refused at once, without a byte of it in the error', () => {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' });
  const wrong = [file('secret', 'my password is hunter2'), file('rsa.pem', rsa.toString()), join(folder, 'absent')];
  for (const path of [...wrong, file('cut.pem', ed25519Pem().replace('MC4', 'XXX'))]) {
    const thrown = (() => {
      try {
        return fileSigner(path);
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toMatchObject({ code: 'signing-key-invalid', fault: 'input' });
    expect(String(thrown)).not.toMatch(/hunter2|BEGIN/);
  }
});

test('without a variable that names a key, nothing is signed', () => {
  expect(configuredSigner({})).toBeUndefined();
  expect(configuredSigner({ SIGNALBOX_SIGNING_KEY: file('c.pem', ed25519Pem()) })).toBeDefined();
});
