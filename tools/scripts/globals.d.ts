declare var edition: any;
