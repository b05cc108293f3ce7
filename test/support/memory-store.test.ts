import { objectStoreContract } from '../contracts/object-store.ts';
import { MemoryStore } from './memory-store.ts';

objectStoreContract(async () => new MemoryStore(), 100);
