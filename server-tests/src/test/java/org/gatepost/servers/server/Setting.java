package org.gatepost.servers.server;

import java.nio.file.Path;

/**
 * What a server is started with.
 *
 * @param distribution which server
 * @param unpacked where servers are unpacked, not to be changed
 * @param work the folder of this one
 * @param port where it answers
 * @param dataSource where its data source leads
 */
record Setting(
    Distribution distribution, Path unpacked, Path work, int port, DataSourceSetting dataSource) {}
