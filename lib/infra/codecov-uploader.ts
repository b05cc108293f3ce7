/**
 * Codecov's uploader with all that it needs, pinned and hashed, for the builders' Python 3.11 to 3.13 on x86_64. It goes into a
 * build's environment beside the token: a buildspec has no room for it, and builds without a token have no use for it.
 * Pin again with: pip download --only-binary=:all: --python-version 3.11 codecov-cli (and 3.12, 3.13), then sha256sum.
 */
const pinned: Record<string, string[]> = {
  'certifi==2026.10.18': ['73191c47aaa79da394e8fee2dbc2ec827432cab56311122c9e47abf79e390f62'],
  'charset-normalizer==3.5.2': ['b6b751274acb69d77b3323d6b7dbaa3c7fdfc1eb829b7eb61d262f32e1af9685'],
  'click==8.2.1': ['61a3265b914e850b85317d0b3109c7f8cd35a670f963866005d6ef1d5175a12b'],
  'codecov-cli==11.3.1': ['69e2521a4904e15cc87e4bb71ad1ddcfa6a48f1340ec28a2419ed94c723c027d'],
  'idna==3.20': ['ab7ae7122974553370f0bdb919e1a960b2cd1bc1ef0276416d896db81c14582c'],
  'ijson==3.6.0': [
    'fa09fa38307b66c43efc98077f21e18e0af2fd192ff42130834cdcf4720424a6',
    'c14d568d31a322e8ed7e9735f6e355608a23cc6ff4b5da843515089dae4cbf5f',
    '3cdf857bf286c5e4854eacb6434a9c1006fbc1c44c58ff79293ccaca95ec7b82',
  ],
  'pyyaml==6.0.3': [
    'b8bb0864c5a28024fac8a632c443c87c5aa6f215c0b126c449ae1a150412f31d',
    'ba1cc08a7ccde2d2ec775841541641e4548226580ab850948cbfda66a1befcdc',
    '0f29edc409a6392443abf94b9cf89ce99889a1dd5376d94316ae5145dfedd5d6',
  ],
  'requests==2.34.2': ['2a0d60c172f83ac6ab31e4554906c0f3b3588d37b5cb939b1c061f4907e278e0'],
  'sentry-sdk==2.75.0': ['9a10e97de2cbd42ad7e4a6e02a0d5af19de9811eb02445077d41ba14c08e170c'],
  'test-results-parser==0.6.1': [
    'c41884685d41b55dc1b68376c4a7c7a6dd473e0b42b2cd4fe919c7d581707f15',
    '7d5f324b6d2fd0ea0317a72f2e823901b459a765cfc542a5c5d02465433c601b',
    '3e954216758324161aa9c02f9cdec657d13ea484a081e5f34619d07d8d23b06f',
  ],
  'urllib3==2.8.0': ['0cf3cae568d36aa9576b28dfb35f11328f1cb974ca7647d9475ebb86c75ac6e3'],
};

/** As a requirements file of pip. */
export const codecovRequirements = Object.entries(pinned)
  .map(([name, hashes]) => [name, ...hashes.map((hash) => `--hash=sha256:${hash}`)].join(' '))
  .join('\n');
