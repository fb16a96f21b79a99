namespace EndpointLab.Loader;
