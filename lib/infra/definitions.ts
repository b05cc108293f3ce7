import { deliveryApp } from './delivery-app.ts';

// A program of its own: the laptop runs it to get the definitions that a deployment of the workload would create.
deliveryApp(process.env.SIGNALBOX_WORKLOAD ?? '.').synth();
